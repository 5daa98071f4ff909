"""`python -m business_m.cli` is `m`."""

from business_m.cli import main

main()
