"""Pages go out gzipped to browsers that say they read it: the portal needs no server before it for that.

Files are left as they are, and so is each page that shows a secret: what is compressed together with words that a
stranger chose lets its length tell of it. docs/decisions/0042 has the reasons.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# One's calendar address, a link for somebody else's account, the secret and the codes of the second factor; and the
# pages to which a link with a secret of its own leads, which stands in their forms.
SECRETS = frozenset(
    {
        "notices:inbox",
        "accounts:users",
        *("mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
        *("invitation", "first_agency", "account_reset_password_from_key"),
    }
)


class CompressedPages(GZipMiddleware):
    """Django's, which makes each page longer by a random length (Heal the Breach), for HTML without secrets alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The page gzipped, with the headers that say so, or whatever else it is as it came."""
        match = request.resolver_match
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        if match is None or match.view_name in SECRETS:
            return response
        return super().process_response(request, response)
