"""What identity refuses, with the reasons of businessm.identity.v1.ErrorReason."""

from m_kit.errors import BusinessError, Code


class LoginThrottled(BusinessError):
    """Too many failed sign-ins under this name."""

    code = Code.RESOURCE_EXHAUSTED
    reason = "LOGIN_THROTTLED"
    domain = "businessm.identity.v1"
