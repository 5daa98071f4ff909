"""stock_keeper: the control panel of quantity and value."""
