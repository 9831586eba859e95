"""What docs/deploy/cluster has: each file by the schema of what reads it, and all of them against each other and the program.

None of it is run here, and README.md there says so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import crossplane
import kubernetes_validate
import pytest
import yaml
from compose_spec import PyCompose

from tests.helpers.places import ROOT
from xunzhang.cli.main import _parser

PLACE = ROOT / "docs" / "deploy" / "cluster"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SEALED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}


def text_of(name: str) -> str:
    return (PLACE / name).read_text(encoding="utf-8")


def loaded(name: str) -> list[dict[str, Any]]:
    return [*yaml.safe_load_all(text_of(name))]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    (found,) = loaded("compose.yaml")
    return found


def flags(command: list[str], name: str) -> Any:
    """The command's flags, as the program takes them; it ends at one that it does not know."""
    return _parser("en").parse_args([name, *command])


def built_by(command: str) -> Any:
    """The flags of `build_index.py` within a line of shell."""
    words = shlex.split(command)
    return flags(words[words.index("build_index.py") + 1 :], "build")


def kinds(kind: str) -> list[dict[str, Any]]:
    return [each for name in ("pages.yaml", "build.yaml") for each in loaded(name) if each["kind"] == kind]


def test_the_compose_file_meets_the_specification():
    """By a parser that was not made for it; anchors are YAML's own, and are put in before."""
    merged = yaml.safe_dump(yaml.safe_load(text_of("compose.yaml")))
    read = PyCompose.from_yaml(merged)
    read.validate()
    assert {*read.service_names()} == {*yaml.safe_load(merged)["services"]}
    for wrong in (merged.replace("condition: service_healthy", "condition: well"), merged.replace("cap_drop:", "capdrop:")):
        with pytest.raises(Exception, match=r"well|capdrop"):
            PyCompose.from_yaml(wrong).validate()


def test_what_the_compose_file_names_is_there(compose):
    services = compose["services"]
    for name, service in services.items():
        assert {*service.get("depends_on", [])} <= services.keys(), name
        assert {*service["networks"]} <= compose["networks"].keys()
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in compose["volumes"] or (source.startswith("./") and (PLACE / source).is_file()), volume
    context = PLACE / services["ray-head"]["build"]["context"]
    assert context.resolve() == ROOT and "ARG WITH_CLUSTER" in DOCKERFILE
    images = {name for name, service in services.items() if service["image"] == "xunzhang:cluster"}
    assert images == {"ray-head", "ray-worker", "build", "page-1", "page-2"}
    secrets = re.findall(r"\$\{(MINIO_\w+)", text_of("compose.yaml"))
    assert {*secrets} == {"MINIO_USER", "MINIO_PASSWORD"} and all(f"{name}=" in text_of("README.md") for name in secrets)


def test_only_the_balancer_is_reached_from_outside_and_from_this_machine_alone(compose):
    opened = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert opened == {"balancer": ["127.0.0.1:8080:80"]}


def test_pages_and_the_build_have_the_same_folders_and_no_rights(compose):
    build = compose["services"]["build"]
    wanted = built_by(build["command"][0])
    assert (wanted.ray, str(wanted.index), wanted.shards) == ("auto", "/app/index", "/app/shards")
    assert [str(path) for path in wanted.paths] == ["/articles"]
    assert {"articles:/articles:ro", "shards:/app/shards", "index:/app/index"} == {*build["volumes"]}
    assert wanted.store.text.split("/")[2] == "milvus-proxy:19530" and "milvus-proxy" in compose["services"]
    assert "mkdir -p index shards cache/stores" in DOCKERFILE  # volumes take after them
    assert "chown xunzhang index shards cache/stores" in DOCKERFILE
    for name in ("page-1", "page-2"):
        page = compose["services"][name]
        assert page["read_only"] and page["cap_drop"] == ["ALL"] and "volumes" not in page
        assert "/app/cache/stores" in page["tmpfs"] and "XUNZHANG_CACHE=/app/cache" in DOCKERFILE  # all else is read-only
        asked = flags(page["command"], "serve")
        assert asked.store == wanted.store and asked.no_auth and asked.proxy == [network(compose)]
    for name in ("ray-head", "ray-worker"):  # a worker reads the articles, and writes where the build reads
        assert {*compose["services"][name]["volumes"]} == {"articles:/articles:ro", "shards:/app/shards"}


def network(compose: dict[str, Any]) -> str:
    return compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]


def test_the_balancer_is_of_the_pages(compose):
    found = crossplane.parse(str(PLACE / "nginx.conf"), strict=True, catch_errors=True)
    assert found["status"] == "ok", found["errors"]

    def walk(block: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for each in block:
            yield each
            yield from walk(each.get("block", []))

    directives = [*walk(found["config"][0]["parsed"])]
    servers = [each["args"][0] for each in directives if each["directive"] == "server" and each["args"]]
    port = re.search(r"EXPOSE (\d+)", DOCKERFILE)
    assert port and servers == [f"{name}:{port[1]}" for name in compose["services"] if name.startswith("page-")]
    (passed,) = [each["args"] for each in directives if each["directive"] == "proxy_pass"]
    assert passed == ["http://pages"]
    assert "./nginx.conf:/etc/nginx/nginx.conf:ro" in compose["services"]["balancer"]["volumes"]


@pytest.mark.parametrize("name", ["pages.yaml", "build.yaml"])
def test_what_kubernetes_is_given_meets_its_schemas(name):
    for each in loaded(name):
        kubernetes_validate.validate(each, "1.37", strict=True)
    wrong = {**loaded(name)[0], "spek": {}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, "1.37", strict=True)


def test_pages_on_kubernetes_agree_with_the_program_and_each_other():
    (claim,), (pages,), (job,) = kinds("PersistentVolumeClaim"), kinds("Deployment"), kinds("Job")
    (service,), (ingress,), (budget,) = kinds("Service"), kinds("Ingress"), kinds("PodDisruptionBudget")
    pod, work = pages["spec"]["template"]["spec"], job["spec"]["template"]["spec"]
    (page,), (build,) = pod["containers"], work["containers"]
    asked, wanted = flags(page["args"], "serve"), built_by(build["args"][0])
    assert asked.store == wanted.store and wanted.store.text.startswith("milvus://milvus:19530/") and wanted.ray == "auto"
    assert "helm install milvus zilliztech/milvus" in text_of("README.md")  # which gives the service that name
    for container in (page, build):
        assert {"secretRef": {"name": "xunzhang-milvus"}} in container["envFrom"]
    assert asked.allow_host == [ingress["spec"]["rules"][0]["host"]] == ingress["spec"]["tls"][0]["hosts"]
    mounts = {mount["mountPath"]: mount for mount in page["volumeMounts"]}
    assert (
        "/app/cache/stores" in mounts
        and mounts["/users"]["readOnly"]
        and str(asked.auth).startswith("/users/")
        and str(asked.changes).startswith("/tmp/")
    )
    for spec in (pod, work):
        named = {volume["name"]: volume for volume in spec["volumes"]}
        assert {mount["name"] for mount in spec["containers"][0]["volumeMounts"]} == named.keys()
        assert SEALED.items() <= spec["containers"][0]["securityContext"].items()
        assert spec["securityContext"]["runAsUser"] == int(re.search(r"--uid (\d+)", DOCKERFILE)[1])
    (index,) = [volume for volume in work["volumes"] if volume["name"] == "index"]
    assert index["persistentVolumeClaim"]["claimName"] == claim["metadata"]["name"] and str(wanted.index) == "/index"
    assert page["securityContext"]["readOnlyRootFilesystem"]
    labels = pages["spec"]["template"]["metadata"]["labels"]
    assert (
        labels
        == pages["spec"]["selector"]["matchLabels"]
        == service["spec"]["selector"]
        == budget["spec"]["selector"]["matchLabels"]
    )
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == service["metadata"]["name"] and backend["port"]["name"] == service["spec"]["ports"][0]["name"]
    assert service["spec"]["ports"][0]["targetPort"] == page["ports"][0]["name"] and page["ports"][0]["containerPort"] == 7860
    assert pages["spec"]["replicas"] > budget["spec"]["minAvailable"]


def test_what_the_charts_hand_on_to_kubernetes_meets_its_schemas():
    """Resources, volumes and the like stand in a pod as they are in the values."""
    (ray,), (milvus,) = loaded("ray-values.yaml"), loaded("milvus-values.yaml")
    for part in (ray["head"], ray["worker"]):
        container = {name: part[name] for name in ("resources", "envFrom", "securityContext", "volumeMounts")}
        as_pod({"containers": [{"name": "ray", "image": "x", **container}], "volumes": part["volumes"]})
        assert all(isinstance(value, str) for value in part["rayStartParams"].values()) and part["securityContext"] == SEALED
    nodes = [value for value in milvus.values() if "resources" in value]
    assert len(nodes) == 5
    for part in nodes:
        as_pod({"containers": [{"name": "milvus", "image": "x", "resources": part["resources"]}]})
        assert part["replicas"] >= 2
    own = yaml.safe_load(milvus["extraConfigFiles"]["user.yaml"])
    assert own["common"]["security"]["authorizationEnabled"] is True


def as_pod(spec: dict[str, Any]) -> None:
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "one"}, "spec": spec}
    kubernetes_validate.validate(pod, "1.37", strict=True)


def test_the_image_and_the_head_of_ray_are_called_alike():
    (ray,), (job,), (pages,) = loaded("ray-values.yaml"), kinds("Job"), kinds("Deployment")
    image = f"{ray['image']['repository']}:{ray['image']['tag']}"
    for each in (job, pages):
        assert [container["image"] for container in each["spec"]["template"]["spec"]["containers"]] == [image]
    assert f"docker build -t {image} --build-arg WITH_CLUSTER=1" in text_of("README.md")
    assert "helm install ray kuberay/ray-cluster" in text_of("README.md")  # whose service that name gives the head
    assert "--address=ray-kuberay-head-svc:6379" in job["spec"]["template"]["spec"]["containers"][0]["args"][0]


def test_every_file_says_that_it_was_not_run():
    for path in PLACE.iterdir():
        said = path.read_text(encoding="utf-8")
        if path.name != "nginx.conf":
            assert re.search(r"[Nn]ot (?:been )?run", said), path.name
        assert path.name in text_of("README.md") or path.name == "README.md"
