"""Turns the text of one cell into a value, or says what is wrong with it; pure, one module for each kind of value."""
