"""What the lists of book_keeper's document types can be ordered by."""

from book_keeper.store import (
    accounts,
    companies,
    dimensions,
    fiscal_years,
    posting_rules,
    voucher_templates,
    vouchers,
)

SORTINGS = {
    "account": accounts.SORTING,
    "company": companies.SORTING,
    "dimension": dimensions.SORTING,
    "dimension_type": dimensions.TYPE_SORTING,
    "fiscal_year": fiscal_years.SORTING,
    "period": fiscal_years.PERIOD_SORTING,
    "posting_rule": posting_rules.SORTING,
    "voucher": vouchers.SORTING,
    "voucher_template": voucher_templates.SORTING,
}
