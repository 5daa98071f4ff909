"""The code broken on purpose, one place at a time: a mutant that no test notices is a rule that nothing guards."""
