"""The figures of the statistics page: each module makes one of published rows, as a sentence, a table and a drawing."""
