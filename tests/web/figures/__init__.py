"""Tests of the statistics page's figures."""
