"""For the machine that watches the server."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from accounts.access import public


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it doesn't; says nothing else about the installation."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"database": "unavailable"}, status=503)
    return JsonResponse({"database": "ok"})
