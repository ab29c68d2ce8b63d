"""How well talk of a reset is heard: precision and recall on both halves of the corpus, and the time of a message."""

from time import perf_counter

from casework import policy
from casework.corpus import HALVES, Figures, read
from casework.resettalk import speaks_of_reset

GOAL = 0.95


async def measure() -> None:
    """Print a line for each half; the rules were written from the one, and the other was held back."""
    rules = policy.load().reset_talk
    print(f"{'half':<10}{'reset':>8}{'innocent':>10}{'precision':>11}{'recall':>8}{'ms a message':>14}")
    for half in HALVES:
        sentences = read(half)
        start = perf_counter()
        heard = [(sentence.is_reset, speaks_of_reset(sentence.text, rules)) for sentence in sentences]
        taken = (perf_counter() - start) * 1000 / len(sentences)
        found = Figures.of(heard)
        numbers = f"{sum(meant for meant, _ in heard):>8}{sum(not meant for meant, _ in heard):>10}"
        print(f"{half:<10}{numbers}{found.precision:>11.3f}{found.recall:>8.3f}{taken:>14.3f}")
        if half == "held":
            met = min(found.precision, found.recall) >= GOAL
            print(f"both at least {GOAL} on the half that was held back: {'yes' if met else 'no'}")
