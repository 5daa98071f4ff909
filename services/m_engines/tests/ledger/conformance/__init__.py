"""What every ledger engine must do, in 31 groups (docs/ledger-engines.md), run on each of them."""
