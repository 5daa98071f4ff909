"""Messages to domain and back, side by side."""

from datetime import date

from businessm.finance.v1 import customer_pb2, journal_entry_pb2, journal_import_service_pb2, supplier_pb2
from businessm.ledger.v1 import voucher_pb2
from businessm.posting.v1 import posting_state_pb2
from businessm.type.v1 import money_pb2, units_pb2
from m_kit.decimals import format_decimal, parse_decimal
from m_kit.document import fill_document, fill_timestamp
from m_kit.statuses import reason_of, violations_of

from m_finance.domain.journal_entries import EntryLine, JournalEntry
from m_finance.domain.journals import Checked, Line, Row, RowError, Transaction
from m_finance.domain.refusals import row_error
from m_finance.domain.trading_roles import RoleKind, TradingRole

Role = supplier_pb2.Supplier | customer_pb2.Customer


def entry_lines(message: journal_entry_pb2.JournalEntry) -> tuple[EntryLine, ...]:
    """A draft's lines."""
    return tuple(map(_entry_line, message.lines))


def _entry_line(message: voucher_pb2.VoucherLine) -> EntryLine:
    money = message.debit if message.HasField("debit") else message.credit
    return EntryLine(
        account_code=message.account_code,
        role=message.role,
        is_credit=message.HasField("credit"),
        currency_code=money.currency_code,
        amount=money.amount,
        unit_code=message.units.unit_code,
        units=message.units.value,
        narration=message.narration,
        dimensions=tuple(sorted(message.dimensions.items())),
        functional_amount=message.functional_amount,
    )


def exchange_rates(message: journal_entry_pb2.JournalEntry) -> tuple[tuple[str, str], ...]:
    """A draft's rates: (currency, rate)."""
    return tuple((one.currency_code, one.rate) for one in message.exchange_rates)


def journal_entry_message(entry: JournalEntry, *, confirmed: bool = True) -> journal_entry_pb2.JournalEntry:
    """An entry as answered. `confirmed`: whether the ledger has confirmed what was decided last."""
    message = journal_entry_pb2.JournalEntry(
        company_id=str(entry.company_id),
        number=entry.number,
        state=entry.state.name,
        posting_date=entry.posting_date.isoformat(),
        payee=entry.payee,
        narration=entry.narration,
        lines=map(_entry_line_message, entry.lines),
        voucher_id=entry.voucher_id,
        reversing_voucher_id=entry.reversing_voucher_id,
        exchange_rates=_rate_messages(entry),
        settle_exchange=entry.settle_exchange,
    )
    if entry.post_time is not None:
        message.posting_state = posting_state_pb2.POSTED if confirmed else posting_state_pb2.POSTING
        fill_timestamp(message.post_time, entry.post_time)
    if entry.reverse_date:
        message.reverse_date = entry.reverse_date.isoformat()
    return fill_document(message, entry)


def voucher_of(entry: JournalEntry) -> voucher_pb2.Voucher:
    """The voucher that an entry is to become."""
    return voucher_pb2.Voucher(
        posting_date=entry.posting_date.isoformat(),
        payee=entry.payee,
        narration=entry.narration,
        lines=map(_entry_line_message, entry.lines),
        exchange_rates=_rate_messages(entry),
        settle_exchange=entry.settle_exchange,
    )


def reversal_of(original: voucher_pb2.Voucher, day: date, number: str) -> voucher_pb2.Voucher:
    """The voucher that takes another back: the very accounts, sides changed, units negated."""
    return voucher_pb2.Voucher(
        posting_date=day.isoformat(),
        payee=original.payee,
        narration=f"Reversal of {number}",
        lines=map(_mirrored, original.lines),
    )


def _rate_messages(entry: JournalEntry) -> list[voucher_pb2.ExchangeRate]:
    return [voucher_pb2.ExchangeRate(currency_code=code, rate=rate) for code, rate in entry.exchange_rates]


def _mirrored(line: voucher_pb2.VoucherLine) -> voucher_pb2.VoucherLine:
    message = voucher_pb2.VoucherLine(
        account_code=line.account_code,
        narration=line.narration,
        dimensions=dict(line.dimensions),
        functional_amount=line.functional_amount,
    )
    if line.HasField("debit"):
        message.credit.CopyFrom(line.debit)
    else:
        message.debit.CopyFrom(line.credit)
    if line.HasField("units"):
        value = format_decimal(parse_decimal(line.units.value).copy_negate())
        message.units.CopyFrom(units_pb2.Units(unit_code=line.units.unit_code, value=value))
    return message


def _entry_line_message(line: EntryLine) -> voucher_pb2.VoucherLine:
    message = voucher_pb2.VoucherLine(
        account_code=line.account_code,
        role=line.role,
        narration=line.narration,
        dimensions=dict(line.dimensions),
        functional_amount=line.functional_amount,
    )
    side = message.credit if line.is_credit else message.debit
    side.CopyFrom(money_pb2.Money(currency_code=line.currency_code, amount=line.amount))
    if line.unit_code:
        message.units.CopyFrom(units_pb2.Units(unit_code=line.unit_code, value=line.units))
    return message


def journal_transaction(message: journal_import_service_pb2.JournalTransaction) -> Transaction:
    """A transaction of a file."""
    return Transaction(
        txn=message.txn,
        date=message.date,
        payee=message.payee,
        narration=message.narration,
        rows=tuple(
            Row(row.row, row.account, row.ledger_amount, row.ledger_currency, row.units, row.unit_currency)
            for row in message.rows
        ),
    )


def voucher_to_post(checked: Checked, request_id: str) -> voucher_pb2.VoucherToPost:
    """What the ledger is asked to post."""
    transaction = checked.transaction
    voucher = voucher_pb2.Voucher(
        posting_date=transaction.date,
        payee=transaction.payee,
        narration=transaction.narration,
        lines=map(_voucher_line, checked.lines),
    )
    return voucher_pb2.VoucherToPost(request_id=request_id, voucher=voucher)


def _voucher_line(line: Line) -> voucher_pb2.VoucherLine:
    money = money_pb2.Money(currency_code=line.currency, amount=line.amount)
    units = units_pb2.Units(unit_code=line.unit_code, value=line.units) if line.unit_code else None
    if line.is_credit:
        return voucher_pb2.VoucherLine(account_code=line.account, role=line.role, credit=money, units=units)
    return voucher_pb2.VoucherLine(account_code=line.account, role=line.role, debit=money, units=units)


def refusals_of(checked: Checked, result: voucher_pb2.VoucherResult) -> list[RowError]:
    """What the ledger refused of a transaction; nothing where it refused nothing."""
    if not result.HasField("error"):
        return []
    violations = violations_of(result.error)
    if not violations:
        return [row_error(checked, "", reason_of(result.error), result.error.message)]
    return [row_error(checked, one.field, one.reason, one.message) for one in violations]


def row_error_message(error: RowError) -> journal_import_service_pb2.JournalRowError:
    """A refusal as answered."""
    return journal_import_service_pb2.JournalRowError(
        row=error.row, column=error.column, reason=error.reason, message=error.message
    )


def transaction_result(
    txn: str, checked: Checked | None, result: voucher_pb2.VoucherResult | None, *, posted: bool
) -> journal_import_service_pb2.JournalTransactionResult:
    """What became of a transaction; voucher ids are told only of those that are in the books."""
    message = journal_import_service_pb2.JournalTransactionResult(txn=txn)
    if checked is not None:
        message.residuals.update(checked.residuals)
    if result is not None:
        message.already_posted = result.replayed
        if posted:
            message.voucher_id, message.voucher_number = result.voucher.id, result.voucher.number
    return message


def supplier_message(role: TradingRole) -> supplier_pb2.Supplier:
    """A supplier as answered, without the party's name."""
    message = supplier_pb2.Supplier(
        payment_terms_days=role.payment_terms_days,
        currency_code=role.currency_code,
        tax_class=role.tax_class,
        archived=role.archived,
    )
    return fill_document(message, role)


def customer_message(role: TradingRole) -> customer_pb2.Customer:
    """A customer as answered, without the party's name."""
    message = customer_pb2.Customer(
        payment_terms_days=role.payment_terms_days,
        currency_code=role.currency_code,
        tax_class=role.tax_class,
        archived=role.archived,
    )
    return fill_document(message, role)


def role_message(kind: RoleKind, role: TradingRole) -> Role:
    """Either of them."""
    return supplier_message(role) if kind is RoleKind.SUPPLIER else customer_message(role)
