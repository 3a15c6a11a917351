#!/usr/bin/env python3
"""Lets the programs that agents are made of talk to `crm mcp`, and looks whether each gets what it was promised.

    Scripts/check-mcp-clients.py BIN [--venvs DIR] [--only PART,PART] [--keep]

Every client calls every tool: first so that it is refused, then so that it passes, most often by the call that the refusal itself
proposes. Each structured answer must fit the tool's output schema. The clients, from PyPI into virtual environments of their own
(`--venvs`, made where they are missing): mcp 2.3.0 in its three modes, mcp 1.30.0, fastmcp 4.2.3, pydantic-ai 2.68.0 with a
scripted model; google-genai 3.6.1 and openai-agents 0.24.0 convert all tools; bpe-openai counts the tokens of their list
(o200k_base); amagi-mcp-probe and mcp-contract look at the surface. The status is 1 where anything is not so.
"""
import argparse
import asyncio
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PARTS = {
    "sdk2": ["mcp==2.3.0", "jsonschema"],
    "sdk1": ["mcp==1.30.0", "jsonschema"],
    "fastmcp": ["fastmcp==4.2.3", "jsonschema"],
    "pydantic": ["pydantic-ai-slim[mcp]==2.68.0", "jsonschema"],
    "convert": ["google-genai==3.6.1", "openai-agents==0.24.0"],
    "tokens": ["bpe-openai"],
    "probe": ["amagi-mcp-probe==0.1.0", "mcp-contract==0.6.0"],
}
# The tokens of the list of tools that a model is given with every conversation.
BUDGET = 3000
faults = []
checked = 0


def expect(what, holds, detail=""):
    global checked
    checked += 1
    if not holds:
        faults.append(what)
        print(f"  FAULT {what}: {str(detail)[:600]}")


def crm(folder, *words):
    done = subprocess.run([BIN, "-C", folder, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"crm {' '.join(words)}: {done.stderr}")
    return done.stdout


def repository():
    folder = tempfile.mkdtemp(prefix="crm-mcp-")
    for words in (["init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"],):
        crm(folder, *words)
    return folder


def day(distance):
    # A Tuesday or later in the week: nothing is moved because of a weekend.
    date = datetime.date.today() + datetime.timedelta(days=distance)
    while date.weekday() > 3:
        date += datetime.timedelta(days=1)
    return date.isoformat()


def filled(arguments):
    """The arguments of a proposed call, with what only a person knows."""
    known = {"next_step": "Send the revised offer", "next_due": day(9), "reason": "price", "outcome": "They agreed"}
    return {key: known.get(key, "x") if value == "<ask>" else value for key, value in arguments.items()}


def story(seen):
    """Pairs of a tool and arguments; what came of each is sent back: (is_error, envelope, text)."""

    def refused(tool, arguments, *codes):
        answer = yield tool, arguments
        error = (answer[1] or {}).get("error") or {}
        expect(f"{tool} {arguments} is refused", answer[0], answer)
        if answer[1] is not None:
            expect(f"{tool} says {codes}", error.get("code") in codes, error)
            expect(f"{tool}: a message of at most 600 characters", 0 < len(error.get("message", "")) <= 600, error)
        expect(f"{tool}: the text says it too", bool(answer[2]), answer)
        return error

    def passes(tool, arguments):
        answer = yield tool, arguments
        expect(f"{tool} {arguments} passes", not answer[0], answer)
        if answer[0]:
            return {}
        seen.add(tool)
        return answer[1] if answer[1] is not None else json.loads(answer[2] or "{}")

    def made(answer, kind):
        """The id of the record of a kind that a change made."""
        parts = answer.get("change", {}).get("diff", [])
        return next((part["id"] for part in parts if part["kind"] == kind), "none")

    yield from refused("crm_brief", {"limit": -1}, "invalid_value", "usage")
    yield from passes("crm_brief", {})
    person = {"name": "Ada Example", "email": "ada@example.com", "company": "Example Works"}
    yield from refused("crm_add_contact", {"email": "nobody@example.com"}, "usage", "invalid_value")
    added = yield from passes("crm_add_contact", person)
    contact = made(added, "contact")
    yield from refused("crm_add_contact", dict(person, name="Ada Exampel"), "duplicate")
    yield from passes("crm_add_contact", {"name": "Ben Sample", "email": "ben@example.com"})

    deal = {"title": "Website", "contact": contact, "amount": "1200.50", "currency": "EUR"}
    error = yield from refused("crm_add_deal", deal, "next_step_required", "usage")
    proposed = filled((error.get("retry") or {}).get("arguments") or dict(deal, next_step="Call", next_due=day(7)))
    proposed.update(next_step="Call about the offer", next_due=day(7))
    added = yield from passes("crm_add_deal", proposed)
    deal_id = made(added, "deal")

    yield from refused("crm_search", {}, "usage", "invalid_value")
    found = yield from passes("crm_search", {"query": "website"})
    expect("the search finds the deal", any(item.get("id") == deal_id for item in found.get("items", [])), found)
    yield from refused("crm_list", {"kind": "dragon"}, "invalid_value", "usage")
    listed = yield from passes("crm_list", {"kind": "deal"})
    expect("the list has the deal", any(item.get("id") == deal_id for item in listed.get("items", [])), listed)
    yield from refused("crm_get", {"id": "zzzzzzzz"}, "not_found")
    shown = yield from passes("crm_get", {"id": deal_id})
    expect("a record has a revision", bool(shown.get("data", {}).get("rev")), shown)
    yield from refused("crm_report", {"report": "no-such-report"}, "not_found", "invalid_value", "usage")
    yield from passes("crm_report", {"report": "pipeline"})

    yield from refused("crm_add_task", {"title": "Send the invoice", "due": "yesterday"}, "invalid_value", "usage")
    added = yield from passes("crm_add_task", {"title": "Send the invoice", "due": day(3), "about": deal_id})
    task = made(added, "task")
    yield from refused("crm_complete_task", {"id": "zzzzzzzz"}, "not_found")
    yield from passes("crm_complete_task", {"id": task, "outcome": "Sent"})

    yield from refused("crm_log", {"about": deal_id, "type": "dance", "text": "x"}, "invalid_value", "usage")
    yield from passes("crm_log", {"about": deal_id, "type": "call", "text": "They want a second page."})

    yield from refused("crm_update", {"id": contact, "set": ["no_such_field=1"]}, "invalid_value", "usage")
    yield from refused("crm_update", {"id": contact, "set": ["position=Owner"], "if_rev": "000000000000"}, "conflict")
    yield from passes("crm_update", {"id": contact, "set": ["position=Owner"]})

    stages = json.loads(crm(seen.folder, "stages", "list", "--json"))
    stage = next(stage["id"] for stage in stages[1:] if not stage.get("ends") and not stage.get("outcome"))
    bare = {"id": deal_id, "stage": stage}
    error = yield from refused("crm_move_deal", bare, "next_step_required")
    # A client that shows the message alone has to make the call of what that says.
    if not error:
        error = {"retry": {"tool": "crm_move_deal", "arguments": dict(bare, next_step="<ask>", next_due="<ask>")}}
    expect("the refusal proposes a call", bool(error.get("retry")), error)
    preview = yield from passes("crm_move_deal", dict(filled(error["retry"]["arguments"]), dry_run=True))
    change = preview.get("change", {})
    expect("a preview writes nothing", change.get("dry_run") and not change.get("id"), preview)
    moved = yield from passes(error["retry"]["tool"], filled(error["retry"]["arguments"]))
    change = moved.get("change", {})
    expect("a change has a diff", any(part["field"] == "stage" for part in change.get("diff", [])), moved)

    yield from refused("crm_undo", {"change": "c-0000000"}, "not_found", "ambiguous", "invalid_value")
    undo = change.get("undo") or {"tool": "crm_undo", "arguments": {"change": "none"}}
    yield from passes(undo["tool"], undo["arguments"])
    again = yield from passes("crm_get", {"id": deal_id})
    expect("undo takes the move back", again.get("data", {}).get("record", {}).get("stage") != stage, again)


class Seen(set):
    """The tools that passed, in which folder."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder


async def play(folder, call, tools):
    """Plays the story; `call` makes a call, `tools` are those that the client knows, with their output schemas."""
    seen = Seen(folder)
    schemas = {name: schema for name, schema in tools.items() if schema}
    steps = story(seen)
    answer = None
    try:
        while True:
            tool, arguments = steps.send(answer)
            answer = await call(tool, arguments)
            if tool in schemas and answer[1] is not None:
                import jsonschema

                errors = list(jsonschema.Draft202012Validator(schemas[tool]).iter_errors(answer[1]))
                expect(f"{tool}: the answer fits its schema", not errors, errors)
                if not answer[0]:
                    expect(f"{tool}: text and structure are the same", json.loads(answer[2]) == answer[1], answer[2])
    except StopIteration:
        pass
    expect("every tool passed", seen == set(tools), set(tools) ^ seen)
    found = json.loads(crm(folder, "check", "--json"))
    expect("the repository is sound", found == [], found)
    print(f"  {len(seen)} tools called")


def command(folder, *more):
    return BIN, ["mcp", "-C", folder, *more]


# MARK: Clients


async def sdk2(folder_of):
    from mcp import Client, StdioServerParameters

    for mode in ("auto", "legacy", "2026-07-28"):
        print(f"mcp 2.3.0, {mode}")
        folder = folder_of()
        program, words = command(folder)
        async with Client(StdioServerParameters(command=program, args=words), mode=mode) as client:
            tools = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
            expect("thirteen tools", len(tools) == 13, tools.keys())

            async def call(tool, arguments):
                result = await client.call_tool(tool, arguments)
                return bool(result.is_error), result.structured_content, result.content[0].text

            await play(folder, call, tools)
            resources = (await client.list_resources()).resources
            for resource in resources:
                read = await client.read_resource(str(resource.uri))
                expect(f"{resource.uri} has text", bool(read.contents[0].text), read)
            templates = (await client.list_resource_templates()).resource_templates
            expect("two templates", len(templates) == 2, templates)
            prompts = (await client.list_prompts()).prompts
            expect("three prompts", len(prompts) == 3, prompts)
            for prompt in prompts:
                given = {argument.name: "website" for argument in prompt.arguments or []}
                said = await client.get_prompt(prompt.name, given)
                expect(f"{prompt.name} says something", bool(said.messages[0].content.text), said)


async def sdk1(folder_of):
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    print("mcp 1.30.0")
    folder = folder_of()
    program, words = command(folder)
    async with stdio_client(StdioServerParameters(command=program, args=words)) as (read, write):
        async with ClientSession(read, write) as session:
            greeting = await session.initialize()
            expect("2025-11-25 is agreed on", greeting.protocolVersion == "2025-11-25", greeting)
            tools = {tool.name: tool.outputSchema for tool in (await session.list_tools()).tools}

            async def call(tool, arguments):
                result = await session.call_tool(tool, arguments)
                return bool(result.isError), result.structuredContent, result.content[0].text

            await play(folder, call, tools)
            await session.send_ping()
            read = await session.read_resource("crm://guide")
            expect("the guide has text", bool(read.contents[0].text))


async def fastmcp(folder_of):
    from fastmcp import Client
    from fastmcp.client.transports import StdioTransport

    print("fastmcp 4.2.3")
    folder = folder_of()
    program, words = command(folder)
    async with Client(StdioTransport(program, words)) as client:
        listed = await client.list_tools()
        tools = {tool.name: tool.output_schema for tool in listed}

        async def call(tool, arguments):
            result = await client.call_tool(tool, arguments, raise_on_error=False)
            return bool(result.is_error), result.structured_content, result.content[0].text

        await play(folder, call, tools)


async def pydantic(folder_of):
    """An agent whose model is a script: it is told of each refusal as a retry, and passes at the second try."""
    from fastmcp.client.transports import StdioTransport
    from pydantic_ai import Agent
    from pydantic_ai.mcp import MCPToolset
    from pydantic_ai.messages import ModelResponse, RetryPromptPart, TextPart, ToolCallPart, ToolReturnPart
    from pydantic_ai.models.function import FunctionModel
    from pydantic_ai.usage import UsageLimits

    print("pydantic-ai 2.68.0")
    folder = folder_of()
    program, words = command(folder)
    seen = Seen(folder)
    steps = story(seen)
    state = {"names": set(), "open": None}

    def model(messages, info):
        state["names"] = {tool.name for tool in info.function_tools}
        answer = None
        for part in messages[-1].parts:
            if isinstance(part, ToolReturnPart):
                content = part.content
                if isinstance(content, str):
                    content = json.loads(content)
                answer = (not content.get("ok", True), content, json.dumps(content))
            elif isinstance(part, RetryPromptPart):
                text = part.model_response()
                # What the model is shown is the message, whole.
                answer = (True, envelope_of(text), text)
        try:
            tool, arguments = steps.send(answer)
        except StopIteration:
            return ModelResponse(parts=[TextPart("done")])
        return ModelResponse(parts=[ToolCallPart(tool, arguments)])

    def envelope_of(text):
        """The script goes by the structure where it is shown, and else by what the message says."""
        start = text.find('{"ok"')
        if start >= 0:
            try:
                return json.JSONDecoder().raw_decode(text[start:])[0]
            except ValueError:
                pass
        return None

    toolset = MCPToolset(StdioTransport(program, words), max_retries=5)
    agent = Agent(FunctionModel(model), toolsets=[toolset], retries=5)
    result = await agent.run("Work.", usage_limits=UsageLimits(request_limit=200))
    expect("the script went to its end", result.output == "done", result.output)
    expect("every tool passed", seen == state["names"], seen ^ state["names"])
    expect("the repository is sound", json.loads(crm(folder, "check", "--json")) == [])
    print(f"  {len(seen)} tools called")


async def convert(folder_of):
    from agents.mcp import MCPServerStdio, MCPUtil
    from google.genai._mcp_utils import mcp_to_gemini_tools

    folder = folder_of()
    program, words = command(folder, "--allow-bulk")
    async with MCPServerStdio(params={"command": program, "args": words}) as server:
        tools = await server.list_tools()
        print(f"openai-agents 0.24.0 and google-genai 3.6.1: {len(tools)} tools")
        expect("fifteen tools", len(tools) == 15, [tool.name for tool in tools])
        for tool in tools:
            for strict in (False, True):
                made = MCPUtil.to_function_tool(tool, server, strict)
                expect(f"{tool.name} becomes a function", made.params_json_schema.get("type") == "object", made)
        declared = mcp_to_gemini_tools(tools)
        for tool, made in zip(tools, declared):
            schema = getattr(tool, "input_schema", None) or getattr(tool, "inputSchema", None)
            function = made.function_declarations[0]
            expect(f"{tool.name} keeps its name", function.name == tool.name)
            expect(f"{tool.name} keeps its arguments", set(function.parameters.properties or {}) == set(schema["properties"]))


def exchange(folder, requests, *more):
    program, words = command(folder, *more)
    text = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([program, *words], input=text, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


async def tokens(folder_of):
    import bpe_openai

    meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": meta}}
    encoding = bpe_openai.get_encoding("o200k_base")
    count = lambda value: len(encoding.encode(json.dumps(value, separators=(",", ":"), ensure_ascii=False)))
    for more in ([], ["--text"], ["--read-only"], ["--allow-bulk"]):
        tools = exchange(folder_of(), [request], *more)[0]["result"]["tools"]
        bare = [{key: tool[key] for key in ("name", "description", "inputSchema")} for tool in tools]
        print(f"tokens {' '.join(more) or '(as it is)'}: {count(tools)} for {len(tools)} tools, {count(bare)} as models see them")
        if "--allow-bulk" not in more:
            expect("the list is within its budget", count(tools) <= BUDGET, count(tools))


async def probe(folder_of):
    """A prober calls every tool with arguments made up from its schema; the surface is as it was at a second start."""
    tools = os.path.dirname(sys.executable)
    folder = folder_of()
    program, words = command(folder, "--allow-bulk")
    server = [program, *words]

    def run(*given):
        return subprocess.run([os.path.join(tools, given[0]), *given[1:]], capture_output=True, text=True, cwd=folder)

    probed = run("amagi-mcp-probe", "--allow-destructive", "--include-optional", "--", *server)
    print("amagi-mcp-probe 0.1.0: " + (probed.stdout.splitlines() or ["nothing"])[-1])
    expect("no tool crashes, hangs or breaks its schema", probed.returncode == 0, probed.stdout + probed.stderr)
    contract = os.path.join(tempfile.mkdtemp(prefix="crm-contract-"), "contract.json")
    for word in ("snapshot", "check"):
        done = run("mcp-contract", word, "--file", contract, "--", *server)
        expect(f"mcp-contract {word}", done.returncode == 0, done.stdout + done.stderr)
    shutil.rmtree(os.path.dirname(contract))
    expect("the repository is sound", json.loads(crm(folder, "check", "--json")) == [])


def main():
    global BIN
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("--venvs", default=os.path.expanduser("~/.cache/crm-mcp-venvs"))
    parser.add_argument("--only")
    parser.add_argument("--keep", action="store_true", help="leave the repositories that were made")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    BIN = os.path.abspath(options.bin)
    if options.inside:
        folders = []

        def folder_of():
            folders.append(repository())
            return folders[-1]

        try:
            asyncio.run(globals()[options.inside](folder_of))
        finally:
            for folder in folders:
                print("  " + folder) if options.keep else shutil.rmtree(folder, ignore_errors=True)
        print(f"  {checked} checks, {len(faults)} faults")
        return 1 if faults else 0
    failed = []
    for part in options.only.split(",") if options.only else PARTS:
        place = os.path.join(options.venvs, part)
        python = os.path.join(place, "bin", "python")
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", place], check=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PARTS[part]], check=True)
        words = [python, os.path.abspath(__file__), BIN, "--inside", part] + (["--keep"] if options.keep else [])
        if subprocess.run(words).returncode:
            failed.append(part)
    print("all of it holds" if not failed else "not as it should be: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
