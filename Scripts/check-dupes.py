#!/usr/bin/env python3
"""Precision and recall of `crm … dupes` beside the PyPI package recordlinkage, on the same labelled pairs.

    CRM_LABELLED_PAIRS=/tmp/pairs.jsonl swift test --filter DuplicateFinderTests
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install recordlinkage
    /tmp/venv/bin/python Scripts/check-dupes.py path/to/crm /tmp/pairs.jsonl

Each line of the file is a pair: its kind, what makes it alike or two, whether it is one, and the fields of both. crm gets all
records in one repository and finds the pairs by itself; recordlinkage gets the labelled pairs alone, with phones in one
spelling, once without labels (expectation maximisation) and once trained on half of them (logistic regression, the mean
of both halves). Not part of CI: it needs the package.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")

import pandas  # noqa: E402
import recordlinkage  # noqa: E402


def identifier(number):
    return "k" + str(number).rjust(7, "0")


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def repository(crm, root, pairs):
    subprocess.run([crm, "init", ".", "--no-git", "--timezone", "UTC", "--country", "RU", "--currency", "EUR"], cwd=root,
                   check=True, capture_output=True)
    count, companies, ids = 0, {}, []

    def write(kind, fields):
        nonlocal count
        lines = []
        for key, text in sorted(fields.items()):
            if key == "company":
                if text not in companies:
                    companies[text] = write("company", {"name": text})
                text = companies[text]
            value = f"[{quoted(text)}]" if key in ("emails", "phones", "links") else quoted(text)
            lines.append(f"{key}: {value}\n")
        count += 1
        made = identifier(count)
        folder = os.path.join(root, "contacts" if kind == "contact" else "companies")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"record-{made}.yaml"), "w", encoding="utf-8") as file:
            file.write(f"id: {made}\n" + "".join(lines))
        return made

    for pair in pairs:
        ids.append(frozenset((write(pair["kind"], pair["a"]), write(pair["kind"], pair["b"]))))
    return ids


def scores(right, found, positives):
    precision = right / found if found else 0
    recall = right / positives
    return f"precision {precision:.3f}, recall {recall:.3f}, F {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def ask_crm(crm, pairs):
    positives = sum(pair["same"] for pair in pairs)
    with tempfile.TemporaryDirectory(prefix="crm-dupes-") as root:
        ids = repository(crm, root, pairs)
        found, began = set(), time.monotonic()
        for noun in ("contacts", "companies"):
            answer = subprocess.run([crm, noun, "dupes", "--json"], cwd=root, check=True, capture_output=True, text=True)
            found |= {frozenset((entry["a"]["id"], entry["b"]["id"])) for entry in json.loads(answer.stdout)}
        took = time.monotonic() - began
    same = {key for key, pair in zip(ids, pairs) if pair["same"]}
    version = subprocess.run([crm, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"crm {version}: {scores(len(found & same), len(found), positives)}; every other pair that it finds counts as wrong; "
          f"{took:.1f} s")
    faults = collections.Counter()
    for key, pair in zip(ids, pairs):
        if (key in found) != pair["same"]:
            faults[("missed: " if pair["same"] else "wrong: ") + pair["form"]] += 1
    for fault, times in faults.most_common():
        print(f"  {times} {fault}")


def features(pairs, kind):
    chosen = [pair for pair in pairs if pair["kind"] == kind]
    keys = ["name", "emails", "phones", "company", "city", "birthday", "tax_id", "links", "address"]

    def frame(side):
        rows = [{key: pair[side].get(key, "").lower() or None for key in keys} for pair in chosen]
        return pandas.DataFrame(rows, columns=keys)

    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", label="name", missing_value=0)
    compare.string("company", "company", method="jarowinkler", label="company", missing_value=0)
    for key in ("emails", "phones", "city", "birthday", "tax_id", "address"):
        compare.exact(key, key, label=key, missing_value=0)
    index = pandas.MultiIndex.from_arrays([range(len(chosen)), range(len(chosen))])
    table = compare.compute(index, frame("a"), frame("b"))
    return table, pandas.Series([pair["same"] for pair in chosen], index=index)


def ask_recordlinkage(pairs):
    right, found = collections.Counter(), collections.Counter()
    positives = sum(pair["same"] for pair in pairs)
    for kind in ("contact", "company"):
        table, labels = features(pairs, kind)
        matches = index = labels.index[labels]
        ecm = recordlinkage.ECMClassifier(binarize=0.85)
        answer = ecm.fit_predict(table)
        found["ecm"] += len(answer)
        right["ecm"] += len(answer.intersection(matches))
        half = table.sample(frac=0.5, random_state=1)
        halves = [half, table.drop(half.index)]
        for own, other in (halves, halves[::-1]):
            model = recordlinkage.LogisticRegressionClassifier()
            model.fit(own, own.index.intersection(matches))
            answer = model.predict(other)
            found["regression"] += len(answer)
            right["regression"] += len(answer.intersection(index))
    print(f"recordlinkage {recordlinkage.__version__}, expectation maximisation: "
          f"{scores(right['ecm'], found['ecm'], positives)}")
    print(f"recordlinkage {recordlinkage.__version__}, logistic regression, trained: "
          f"{scores(right['regression'], found['regression'], positives)}")


def main():
    crm, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(path, encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file]
    print(f"{len(pairs)} pairs, {sum(pair['same'] for pair in pairs)} of them one")
    ask_crm(crm, pairs)
    ask_recordlinkage(pairs)


if __name__ == "__main__":
    main()
