"""One's own notices, and the calendar's address."""

from django.urls import path

from notices.views import calendar, inbox

app_name = "notices"

urlpatterns = [
    path("me/notices/", inbox.inbox, name="inbox"),
    path("me/notices/<int:pk>/open/", inbox.opened, name="open"),
    path("me/notices/read/", inbox.read_all, name="read_all"),
    path("me/calendar/renew/", calendar.renew, name="calendar_renew"),
    path("me/calendar/revoke/", calendar.revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
]
