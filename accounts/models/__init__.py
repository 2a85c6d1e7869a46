from accounts.models.agency import Agency, Unit
from accounts.models.counted import Counted
from accounts.models.draft import Draft
from accounts.models.invitation import Invitation
from accounts.models.key_told import KeyTold
from accounts.models.set_aside import SetAside
from accounts.models.user import Membership, OverseerReach, User

__all__ = [
    "Agency",
    "Counted",
    "Draft",
    "Invitation",
    "KeyTold",
    "Membership",
    "OverseerReach",
    "SetAside",
    "Unit",
    "User",
]
