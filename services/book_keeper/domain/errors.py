"""What the ledger refuses, with the reasons of businessm.ledger.v1.ErrorReason."""

from m_kit.errors import BusinessError, Code

DOMAIN = "businessm.ledger.v1"


class VoucherUnbalanced(BusinessError):
    """Debit and credit of a currency differ."""

    reason = "VOUCHER_UNBALANCED"
    domain = DOMAIN


class PeriodClosed(BusinessError):
    """No open period covers the posting date."""

    code = Code.FAILED_PRECONDITION
    reason = "PERIOD_CLOSED"
    domain = DOMAIN


class DimensionUnknown(BusinessError):
    """The company has no dimension, or no type of dimension, of that code."""

    code = Code.NOT_FOUND
    reason = "DIMENSION_UNKNOWN"
    domain = DOMAIN


class DimensionArchived(BusinessError):
    """The dimension or its type is not on new lines any more."""

    code = Code.FAILED_PRECONDITION
    reason = "DIMENSION_ARCHIVED"
    domain = DOMAIN


class DimensionRequired(BusinessError):
    """The account requires a dimension that the line does not name."""

    code = Code.FAILED_PRECONDITION
    reason = "DIMENSION_REQUIRED"
    domain = DOMAIN


class PeriodLocked(BusinessError):
    """The period takes no more vouchers of this domain."""

    code = Code.FAILED_PRECONDITION
    reason = "PERIOD_LOCKED"
    domain = DOMAIN


class LedgerEngineDiffers(BusinessError):
    """The company's money is in another ledger engine than the one that this process works with."""

    code = Code.FAILED_PRECONDITION
    reason = "LEDGER_ENGINE_DIFFERS"
    domain = DOMAIN


class AccountUnknown(BusinessError):
    """The company has no account of that code."""

    code = Code.NOT_FOUND
    reason = "ACCOUNT_UNKNOWN"
    domain = DOMAIN


class AccountArchived(BusinessError):
    """The account takes no new postings."""

    code = Code.FAILED_PRECONDITION
    reason = "ACCOUNT_ARCHIVED"
    domain = DOMAIN


class VoucherAlreadyReversed(BusinessError):
    """A voucher is reversed at most once."""

    code = Code.ALREADY_EXISTS
    reason = "VOUCHER_ALREADY_REVERSED"
    domain = DOMAIN


class PostingRuleMissing(BusinessError):
    """The company has no posting rule for the role."""

    code = Code.FAILED_PRECONDITION
    reason = "POSTING_RULE_MISSING"
    domain = DOMAIN


class FiscalYearClosed(BusinessError):
    """The fiscal year is closed."""

    code = Code.FAILED_PRECONDITION
    reason = "FISCAL_YEAR_CLOSED"
    domain = DOMAIN


class PeriodPending(BusinessError):
    """Vouchers are held in the period whose owners do not say what became of their documents."""

    code = Code.FAILED_PRECONDITION
    reason = "PERIOD_PENDING"
    domain = DOMAIN
