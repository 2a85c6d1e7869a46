from accounts.models.agency import Agency, Unit
from accounts.models.draft import Draft
from accounts.models.user import Membership, OverseerReach, User

__all__ = ["Agency", "Draft", "Membership", "OverseerReach", "Unit", "User"]
