from notices.models.calendar import CalendarAddress
from notices.models.mail import Mail
from notices.models.notice import Kind, Notice
from notices.models.pulse import Pulse

__all__ = ["CalendarAddress", "Kind", "Mail", "Notice", "Pulse"]
