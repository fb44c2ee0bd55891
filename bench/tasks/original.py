# The Task API in the shape of the original: Flask's development server, tasks in a dictionary, Prometheus metrics.
import logging, sys, time, uuid
from datetime import datetime, timezone
from flask import Flask, Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

app = Flask(__name__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)
tasks = {}
in_order = []  # so that a page in the middle costs as little as the first one
requests_total = Counter("pipeline_lab_requests_total", "Requests", ["method", "endpoint", "status_code"])
duration = Histogram("pipeline_lab_request_duration_seconds", "Duration", ["method", "endpoint"])


@app.before_request
def begin():
    request.began = time.time()


@app.after_request
def end(response):
    endpoint = request.endpoint or "unknown"
    requests_total.labels(request.method, endpoint, response.status_code).inc()
    duration.labels(request.method, endpoint).observe(time.time() - request.began)
    return response


def add(title, description="", priority="medium"):
    now = datetime.now(timezone.utc).isoformat()
    task = {"id": str(uuid.uuid4()), "title": title, "description": description, "status": "pending",
            "priority": priority, "created_at": now, "updated_at": now}
    tasks[task["id"]] = task
    in_order.append(task)
    return task


@app.get("/tasks")
def list_tasks():
    limit = min(int(request.args.get("limit", 50)), 100)
    offset = int(request.args.get("offset", 0))
    return jsonify({"tasks": in_order[offset:offset + limit]})


@app.post("/tasks")
def create_task():
    data = request.get_json()
    if not data or not data.get("title"):
        return jsonify({"error": "title is required"}), 400
    return jsonify(add(data["title"], data.get("description", ""), data.get("priority", "medium"))), 201


@app.post("/tasks/bulk")
def create_tasks():
    return jsonify({"tasks": [add(**task) for task in request.get_json()["tasks"]]}), 201


@app.get("/tasks/<task_id>")
def get_task(task_id):
    task = tasks.get(task_id)
    return jsonify(task) if task else (jsonify({"error": "not found"}), 404)


@app.get("/metrics")
def metrics():
    return Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)


app.run(host="127.0.0.1", port=int(sys.argv[1]), threaded=True)
