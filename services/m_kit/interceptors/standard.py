"""The steps around every rpc of every context, outermost first."""

from m_kit.interceptors.authentication import authenticate
from m_kit.interceptors.deadline import keep_deadline
from m_kit.interceptors.errors import translate_errors
from m_kit.interceptors.observe import observe
from m_kit.interceptors.permission import RolePermissions, require_permission
from m_kit.interceptors.pipeline import Step
from m_kit.interceptors.request_id import fill_request_id
from m_kit.interceptors.rest_headers import show_replayed
from m_kit.interceptors.tenant import require_tenant
from m_kit.interceptors.tracing import trace
from m_kit.interceptors.validation import validate_request
from m_kit.metrics import CallMetrics
from m_kit.tokens import TokenVerifier


def standard_steps(verifier: TokenVerifier, roles: RolePermissions, metrics: CallMetrics) -> tuple[Step, ...]:
    """Who may not call learns nothing of the rules of fields: permission comes before validation."""
    return (
        translate_errors,
        observe(metrics),
        trace,
        keep_deadline,
        authenticate(verifier),
        require_tenant,
        require_permission(roles),
        show_replayed,
        fill_request_id,
        validate_request,
    )
