"""Two ways to the same end, each in processes of its own, and what was seen of them in turn."""
import dataclasses
import statistics
from typing import Callable, Optional


@dataclasses.dataclass
class Sample:
    """What one run took: seconds by the clock and of all processors for one unit, where they are known, and what it found."""
    seconds: float
    processor: Optional[float]
    found: object = None


@dataclasses.dataclass
class Pair:
    """Fidelis beside a peer, or alone where `peer` is None. `difference` compares what both found; more than `tolerance` is no fair race."""
    name: str
    unit: str
    ours: Callable[[], Sample]
    peer_name: str = ""
    peer: Optional[Callable[[], Sample]] = None
    difference: Optional[Callable[[object, object], float]] = None
    tolerance: float = 0.0

    def round(self, number):
        """Runs both sides once, in the other order every other time, so that neither always follows the other."""
        if self.peer is None:
            return self.ours(), None
        if number % 2 == 0:
            first = self.ours()
            return first, self.peer()
        second = self.peer()
        return self.ours(), second


def spread(values):
    """The median, the smallest and the largest."""
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def summary(pair, rounds):
    """What the rounds of a pair amount to: of a ratio, that of each round, because a round meets the machine at one speed."""
    ours, theirs = zip(*rounds)
    found = {"name": pair.name, "unit": pair.unit, "rounds": len(rounds), "ours": side(ours)}
    if pair.peer is not None:
        found["peer"] = {"name": pair.peer_name, **side(theirs)}
        found["ratio"] = {"clock": spread([b.seconds / a.seconds for a, b in rounds])}
        if ours[0].processor is not None:
            found["ratio"]["processor"] = spread([b.processor / a.processor for a, b in rounds])
        if pair.difference is not None:
            found["difference"] = max(pair.difference(a.found, b.found) for a, b in rounds)
            found["agrees"] = bool(found["difference"] <= pair.tolerance)
    return found


def side(samples):
    found = {"seconds": spread([sample.seconds for sample in samples])}
    if samples[0].processor is not None:
        found["processor"] = spread([sample.processor for sample in samples])
    return found
