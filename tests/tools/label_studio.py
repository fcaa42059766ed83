"""Label Studio on loopback: imports the tasks, answers some, exports them in every format.

label_studio.py COMMAND FOLDER: FOLDER has tasks.json and config.xml, and gets a file for each format.
"""
import json, os, socket, subprocess, sys, time, urllib.error, urllib.parse, urllib.request

TOKEN = "0123456789abcdef0123456789abcdef01234567"
FORMATS = {"JSON": "json", "JSON_MIN": "min.json", "CSV": "csv", "TSV": "tsv"}


def free_port():
    with socket.socket() as socket_:
        socket_.bind(("127.0.0.1", 0))
        return socket_.getsockname()[1]


def start(command, folder, port):
    environment = dict(os.environ, LABEL_STUDIO_BASE_DATA_DIR=os.path.join(folder, "data"),
                       LABEL_STUDIO_USERNAME="a@example.org", LABEL_STUDIO_PASSWORD="a-password-of-no-use",
                       LABEL_STUDIO_USER_TOKEN=TOKEN, LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN="true",
                       COLLECT_ANALYTICS="false", LATEST_VERSION_CHECK="false", SENTRY_RATE="0")
    log = open(os.path.join(folder, "server.log"), "w")
    return subprocess.Popen([command, "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)],
                            env=environment, stdout=log, stderr=log, cwd=folder)


class Server:
    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path, value=None):
        data = None if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        request = urllib.request.Request(self.url + path, data,
                                         {"Authorization": "Token " + TOKEN, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.read()

    def json(self, path, value=None):
        return json.loads(self.ask(path, value))

    def wait(self, process, seconds):
        for _ in range(seconds):
            try:
                return self.ask("/version")
            except (urllib.error.URLError, OSError):
                if process.poll() is not None:
                    break
                time.sleep(1)
        sys.exit("Label Studio did not start: see server.log")


def answer(server, project, answers):
    """answers: by dengine_id a class, "" for empty, None for a skip, or a list of several."""
    tasks = server.json(f"/api/tasks?project={project}&page_size=1000&fields=all")
    for task in tasks["tasks"]:
        said = answers.get(task["data"]["dengine_id"], [])
        for label in said if isinstance(said, list) else [said]:
            result = [{"from_name": "label", "to_name": "image", "type": "choices", "value": {"choices": [label]}}]
            server.json(f"/api/tasks/{task['id']}/annotations/",
                        {"result": result if label else [], "was_cancelled": label is None})


def main(command, folder):
    folder = os.path.abspath(folder)
    os.makedirs(os.path.join(folder, "data"), exist_ok=True)
    port = free_port()
    server, process = Server(port), start(command, folder, port)
    try:
        server.wait(process, 600)
        with open(os.path.join(folder, "config.xml"), encoding="utf-8") as file:
            project = server.json("/api/projects/", {"title": "dengine", "label_config": file.read()})["id"]
        with open(os.path.join(folder, "tasks.json"), "rb") as file:
            server.json(f"/api/projects/{project}/import", file.read())
        with open(os.path.join(folder, "answers.json"), encoding="utf-8") as file:
            answer(server, project, json.load(file))
        for name, ending in FORMATS.items():
            query = urllib.parse.urlencode({"exportType": name, "download_all_tasks": "true"})
            with open(os.path.join(folder, "export." + ending), "wb") as file:
                file.write(server.ask(f"/api/projects/{project}/export?{query}"))
    finally:
        process.terminate()
        process.wait()


main(*sys.argv[1:])
