#!/usr/bin/env python3
"""Holds what every command prints with --json to its published schema, by the validators that other people use.

    check-schemas.py CRM [--venv FOLDER] [--ajv FOLDER] [--keep FOLDER]

Every example of `crm generate --examples` is run with --json, each in a repository in which it can do what it says, every
report and every kind as well, and commands that are refused for their errors. What they print must be right by
jsonschema, fastjsonschema, jsonschema-rs and check-jsonschema, and by ajv where --ajv names a folder that has it (Debian's
package node-ajv: /usr/share/nodejs); what was broken on purpose (a key taken away, a value of another type, a line
end behind a date) must be wrong by all of them. A venv with the four is made in FOLDER, by default in a temporary one, and taken as it is where it is there.

Ends with 0 where all agree, 1 where one does not, 2 where it cannot run.
"""
import argparse
import copy
import importlib.util
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ["jsonschema==4.26.0", "fastjsonschema==2.22.3", "jsonschema-rs==0.61.2", "check-jsonschema==0.39.0"]
# Reads the schemas and samples of a file, and prints for each sample by each validator whether it fits.
JUDGE = r"""
import json, os, subprocess, sys, tempfile
import fastjsonschema, jsonschema, jsonschema_rs
work = json.load(open(sys.argv[1]))
command = os.path.join(os.path.dirname(sys.executable), "check-jsonschema")
verdicts = []
for schema, samples in work:
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.meta.validate(schema)
    plain = jsonschema.Draft202012Validator(schema)
    rust = jsonschema_rs.Draft202012Validator(schema)
    fast = fastjsonschema.compile(schema)
    def fits(sample):
        try:
            fast(sample)
            return True
        except fastjsonschema.JsonSchemaValueException:
            return False
    if not samples:
        verdicts.append([])
        continue
    found = [{"jsonschema": plain.is_valid(s), "jsonschema-rs": rust.is_valid(s), "fastjsonschema": fits(s)}
             for s in samples]
    with tempfile.TemporaryDirectory() as folder:
        names = []
        json.dump(schema, open(folder + "/schema.json", "w"))
        for n, sample in enumerate(samples):
            names.append(f"{folder}/{n}.json")
            json.dump(sample, open(names[-1], "w"))
        done = subprocess.run([command, "--schemafile", folder + "/schema.json", "-o", "json"] + names,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        report = json.loads(done.stdout)
        wrong = {error["filename"] for error in report["errors"]} | {e["filename"] for e in report.get("parse_errors", [])}
        for name, one in zip(names, found):
            one["check-jsonschema"] = name not in wrong
    verdicts.append(found)
json.dump(verdicts, sys.stdout)
"""
AJV = r"""
// An ajv before 8 knows no 2020-12; of the keywords that are used here it reads each as 2020-12 does.
let Ajv, isOld = false;
try { Ajv = require('ajv/dist/2020'); } catch (error) { Ajv = require('ajv'); isOld = true; }
const work = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
// Formats are named and not checked: that is what the patterns are for.
const out = work.map(([schema, samples]) => {
  const options = isOld ? { format: false, extendRefs: true, schemaId: 'auto' } : { strict: false, validateFormats: false };
  if (isOld) delete schema.$schema;
  const fits = new Ajv(options).compile(schema);
  return samples.map((sample) => fits(sample));
});
process.stdout.write(JSON.stringify(out));
"""


def cannot(why):
    print(f"check-schemas: {why}", file=sys.stderr)
    sys.exit(2)


def judge(folder):
    """The Python of a venv that has the validators."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    have = subprocess.run([python, "-c", "import fastjsonschema, jsonschema, jsonschema_rs, check_jsonschema"],
                          stderr=subprocess.DEVNULL)
    if have.returncode:
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES])
        if done.returncode:
            cannot("the validators cannot be installed")
    return python


def breakings(value, schema, root):
    """What is wrong on purpose: of each object the first required key is gone, of each value the type, of a date the end."""
    def resolved(schema):
        while "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    found = []

    def visit(value, schema, put, depth):
        schema = resolved(schema)
        if depth > 4 or len(found) > 60:
            return
        if isinstance(value, dict) and "properties" in schema:
            for key in schema.get("required", [])[:3]:
                broken = {k: v for k, v in value.items() if k != key}
                found.append(put(broken))
            for key, part in list(schema["properties"].items())[:40]:
                if key in value:
                    visit(value[key], part, lambda new, key=key: put({**value, key: new}), depth + 1)
        elif isinstance(value, list) and value and isinstance(schema.get("items"), dict):
            visit(value[0], schema["items"], lambda new: put([new] + value[1:]), depth + 1)
        elif schema.get("type") == "string":
            found.append(put(12))
            if "maxLength" in schema and len(value) == schema["maxLength"]:
                found.append(put(value + "\n"))
            if "pattern" in schema:
                found.append(put("١٢"))
            if "enum" in schema:
                found.append(put("no such word"))
        elif schema.get("type") in ("integer", "number", "boolean"):
            found.append(put("12"))

    visit(value, schema, lambda new: new, 0)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--venv", type=pathlib.Path)
    parser.add_argument("--ajv", type=pathlib.Path, help="a folder in which npm install ajv was run")
    parser.add_argument("--keep", type=pathlib.Path, help="keep schemas and samples here")
    options = parser.parse_args()
    options.crm = os.path.abspath(options.crm)

    spec = importlib.util.spec_from_file_location("sweep_writers", HERE / "sweep-writers.py")
    sweep_writers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sweep_writers)
    sweep = sweep_writers.Sweep(options)
    environment = dict(sweep.environment, CRM_SEED="777")

    def run(words, root):
        return subprocess.run(words, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)

    def printed(*words):
        done = run([options.crm, *words], sweep.work)
        if done.returncode:
            cannot(f"{shlex.join(words)}: {done.stderr}")
        return done.stdout

    schemas = json.loads(printed("schema", "--all"))["$defs"]
    outputs = {}

    def outputs_of(node):
        outputs[tuple(node["words"])] = node["output"]
        for verb in node["commands"]:
            outputs_of(verb)

    tree = json.loads(printed("help", "--json"))
    outputs_of(tree)
    samples = {id: [] for id in schemas}
    faults = []

    def take(id, done, line):
        for error in done.stderr.splitlines():
            if error.startswith("{"):
                samples[f"{prefix}error"].append((line, json.loads(error)))
        if done.returncode in (0, 4) and done.stdout.strip() and id:
            samples[id].append((line, json.loads(done.stdout)))

    prefix = next(iter(schemas)).rsplit("/", 1)[0] + "/"
    samples[f"{prefix}help"].append(("help --json", tree))
    examples = [tuple(line.split("\t", 1)) for line in printed("generate", "--examples").splitlines()]
    formats = ("--format", "--json", "--plain", " -o ", "--eml", "--as ")
    for words, line in examples:
        id = outputs.get(tuple(words.split()))
        if id is None or words in sweep_writers.ELSEWHERE:
            continue
        root, arguments = sweep.template(line, git=True)
        if "--format" in arguments:
            continue
        done = run(arguments + ([] if "--json" in arguments else ["--json"]), root)
        if done.returncode == 2 and any(word in line + " " for word in formats):
            continue
        if done.returncode not in (0, 4):
            faults.append(f"{line} --json ends with {done.returncode}: {done.stderr.strip()}")
            continue
        take(id, done, line)

    # One repository for all that only looks, and for what is refused.
    root, _ = sweep.template("crm undo", git=True)
    looks = [(f"{kind} list", None) for kind in
             ("contacts", "companies", "leads", "deals", "tasks", "activities", "products")]
    looks += [(f"reports {id.rsplit('reports-', 1)[1]}", id) for id in schemas if "/reports-" in id]
    for line, id in looks:
        done = run([options.crm, *line.split(), "--json"], root)
        if done.returncode not in (0, 2):
            faults.append(f"{line} ends with {done.returncode}: {done.stderr}")
        words = tuple(line.split())
        take(id or outputs[words], done, line)
        if id is None:
            kind = json.loads(run([options.crm, *line.split(), "--json"], root).stdout)
            for record in kind:
                samples[prefix + record["kind"]].append((line, record))
                samples[prefix + "record"].append((line, record))
    for line in ("deals move website proposal", "deals show nobody", "frob", "deals list frob:x", "deals move website moon",
                 "contacts set anna stage=x", "help filters", "tasks done 'call anna'", "contacts delete anna"):
        take(None, run([options.crm, *shlex.split(line), "--json"], root), line)

    for id in schemas:
        if not samples[id]:
            print(f"no sample: {id}")
    work, origins = [], []
    for id, found in samples.items():
        good = [sample for _, sample in found]
        bad = []
        for _, sample in found[:2]:
            schema = schemas[id]
            for part in schema.get("anyOf", [schema]):
                if "anyOf" not in schema:
                    bad += breakings(copy.deepcopy(sample), part, schema)
        work.append([schemas[id], good + bad])
        origins.append((id, [line for line, _ in found] + [None] * len(bad)))

    with tempfile.TemporaryDirectory() as folder:
        folder = options.keep or pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "work.json"
        file.write_text(json.dumps(work))
        (folder / "judge.py").write_text(JUDGE)
        python = judge(options.venv or folder / "venv")
        done = subprocess.run([python, folder / "judge.py", file], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            faults.append("a schema is no schema, or a validator failed")
        verdicts = json.loads(done.stdout or "[]")
        if options.ajv:
            script = folder / "judge.js"
            script.write_text(AJV)
            places = os.pathsep.join(str(place.resolve()) for place in (options.ajv / "node_modules", options.ajv))
            done = subprocess.run(["node", script, file.resolve()], env=dict(os.environ, NODE_PATH=places),
                                  stdout=subprocess.PIPE, text=True)
            if done.returncode:
                faults.append("ajv takes a schema for none")
            for found, more in zip(verdicts, json.loads(done.stdout or "[]")):
                for one, fits in zip(found, more):
                    one["ajv"] = fits

    counts = {True: 0, False: 0}
    for (id, lines), found, (_, values) in zip(origins, verdicts, work):
        for line, verdict, value in zip(lines, found, values):
            wanted = line is not None
            counts[wanted] += 1
            others = [name for name, fits in verdict.items() if fits != wanted]
            if others:
                what = line or "broken: " + json.dumps(value, ensure_ascii=False)[:160]
                faults.append(f"{id}: {', '.join(others)} say {not wanted} of {what}")
    for fault in faults:
        print(fault)
    names = ", ".join(verdicts[0][0]) if verdicts and verdicts[0] else "nobody"
    print(f"{len(schemas)} schemas, {counts[True]} samples, {counts[False]} broken ones by {names}: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
