"""How a German name sounds: Kölner Phonetik, so that Meier, Maier and Mayr stand next to each other."""

from __future__ import annotations

from functools import lru_cache

from datasette_netzwerk.folding import identity_key

VOWELS = "aeijouy"


@lru_cache(maxsize=8192)
def cologne_code(name: str) -> str:
    """Return the code of ``name`` after H. J. Postel, "Die Kölner Phonetik" (IBM-Nachrichten 19, 1969).

    Equal codes mean: sounds alike. An empty name, or one without a letter of the Latin alphabet, has the empty code.
    """
    letters = identity_key(name).replace(" ", "")
    digits = "".join(_code(letters, index) for index in range(len(letters)))
    distinct = "".join(digit for index, digit in enumerate(digits) if index == 0 or digit != digits[index - 1])
    return distinct[:1] + distinct[1:].replace("0", "")


def _code(letters: str, index: int) -> str:
    """Return the digits of one letter, which depend on its neighbours."""
    letter = letters[index]
    before = letters[index - 1] if index else ""
    after = letters[index + 1] if index + 1 < len(letters) else ""
    if letter in VOWELS:
        return "0"
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "c":
        return _code_of_c(before, after)
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    return PLAIN.get(letter, "")


def _code_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    return "4" if before not in "sz" and after and after in "ahkoqux" else "8"


PLAIN = {
    **dict.fromkeys("b", "1"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}
