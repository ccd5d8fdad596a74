#!/usr/bin/env python3
"""What KeyedTotals must write, computed without Flink. Arguments: NUMBERS KEYS."""

import sys


def totals(numbers, keys):
    for key in range(keys):
        members = [number for number in range(1, numbers + 1) if number % keys == key]
        if members:
            weighted = sum(place * number for place, number in enumerate(members, start=1))
            yield f"{key} {len(members)} {sum(members)} {weighted}"


if __name__ == "__main__":
    print("\n".join(totals(int(sys.argv[1]), int(sys.argv[2]))))
