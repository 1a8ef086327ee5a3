#!/usr/bin/env python3
"""Computes the indices of a year anew from the raw ballots, in another language than the program's.

    hailong export ballots --year 2026 --output ballots.csv
    scripts/recount.py ballots.csv [UNIT …]

Prints the table in the words of `hailong index --json`: overall, dimensions and criteria as satisfied, answers and percent,
of these units (all of the file if none is named). Compare it with `hailong index --unit U --year 2026 --json`. Needs nothing
but Python and data/questionnaires.json beside it.
"""

import csv
import json
import pathlib
import sys

QUESTIONS = pathlib.Path(__file__).parent.parent / "data" / "questionnaires.json"


def percent(satisfied, answers):
    """Two decimals, halves up, by whole numbers alone."""
    return (satisfied * 20000 + answers) // (2 * answers) / 100 if answers else None


def figure(counts):
    satisfied, answers = sum(counts[3:]), sum(counts)
    return {"satisfied": satisfied, "answers": answers, "percent": percent(satisfied, answers)}


def main(path, units):
    catalogue = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    dimension_of = {
        (questions["version"], criterion["code"]): criterion["dimension"]
        for questions in catalogue["questionnaires"]
        for criterion in questions["criteria"]
    }
    counts = {key: [0] * 5 for key in dimension_of}
    ballots, used = 0, set()
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if units and row["unit"] not in units:
                continue
            ballots += 1
            used.add(row["questionnaire"])
            for version, code in counts:
                score = row[f"{version} {code}"]
                if score in ("1", "2", "3", "4", "5"):
                    counts[version, code][int(score) - 1] += 1
    pooled = {}
    for key, of_criterion in counts.items():
        total = pooled.setdefault(dimension_of[key], [0] * 5)
        pooled[dimension_of[key]] = [a + b for a, b in zip(total, of_criterion)]
    overall = [sum(column) for column in zip(*pooled.values())]
    return {
        "ballots": ballots,
        "overall": figure(overall),
        "dimensions": {code: figure(total) for code, total in pooled.items()},
        "criteria": {
            f"{version} {code}": figure(of_criterion) | {"scores": of_criterion}
            for (version, code), of_criterion in counts.items()
            if version in used
        },
    }


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    print(json.dumps(main(sys.argv[1], set(sys.argv[2:])), ensure_ascii=False))
