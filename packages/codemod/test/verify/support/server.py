# A server without an SDK and without this library: `python3 server.py takes|ignores|lacks`.
import json
import sys

KIND = sys.argv[1]
PROPERTIES = {} if KIND == "lacks" else {"target_account_id": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
TOOLS = [{"name": "list_buckets", "inputSchema": {"type": "object", "properties": PROPERTIES}}]


def call(arguments):
    if KIND == "takes" and arguments.get("target_account_id"):
        error = {"error_type": "account_not_found", "message": "No such account.", "request_id": "r-1"}
        content = [{"type": "text", "text": json.dumps(error)}]
        return {"isError": True, "content": content, "_meta": {"mcp-multi-account/error": error}}
    return {"content": [{"type": "text", "text": "data"}]}


def answer(method, params):
    if method == "initialize":
        return {
            "protocolVersion": params["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "python", "version": "1.0.0"},
        }
    if method == "tools/list":
        return {"tools": TOOLS}
    if method == "tools/call":
        return call(params.get("arguments") or {})
    return None


for line in sys.stdin:
    message = json.loads(line)
    if "id" not in message:
        continue
    result = answer(message["method"], message.get("params") or {})
    found = {"error": {"code": -32601, "message": "Method not found"}} if result is None else {"result": result}
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], **found}), flush=True)
