from notices.models.calendar import CalendarAddress
from notices.models.look import Look
from notices.models.mail import Mail, MailServer
from notices.models.nightly import Nightly
from notices.models.notice import Kind, Notice
from notices.models.pulse import Pulse

__all__ = ["CalendarAddress", "Kind", "Look", "Mail", "MailServer", "Nightly", "Notice", "Pulse"]
