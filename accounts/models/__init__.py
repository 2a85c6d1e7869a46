from accounts.models.agency import Agency, Unit
from accounts.models.user import Membership, OverseerReach, User

__all__ = ["Agency", "Membership", "OverseerReach", "Unit", "User"]
