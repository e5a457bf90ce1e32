"""What a careful attacker tries, one test for each."""
