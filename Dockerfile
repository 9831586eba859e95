# Xunzhang as an image: no rights, nothing written but the index and the temporary folder, healthy while it answers.
#
#   docker build -t xunzhang .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:7860:7860 \
#       -v ./corpus:/app/corpus:ro -v xunzhang-index:/app/index xunzhang
#
# It listens on all addresses of its container, so it is told who may ask: by accounts (see docs/operating.md), or --no-auth where
# the port is published to this machine alone, as above.
FROM python:3.12-slim-bookworm

RUN useradd --create-home --uid 10001 xunzhang
WORKDIR /app
COPY locks/run-3.12.txt locks/torch-3.12.txt locks/ray-3.12.txt locks/milvus-3.12.txt locks/
# torch's CPU build where an index of wheels has one: --build-arg TORCH_FROM="--index-url https://..."
ARG TORCH_FROM=""
# With what Ray and Milvus need: --build-arg WITH_CLUSTER=1 (docs/deploy/cluster).
ARG WITH_CLUSTER=""
RUN pip install --no-cache-dir --require-hashes --no-deps -r locks/run-3.12.txt \
 && pip install --no-cache-dir -c locks/torch-3.12.txt ${TORCH_FROM} torch \
 && if [ -n "$WITH_CLUSTER" ]; then pip install --no-cache-dir --require-hashes --no-deps -r locks/ray-3.12.txt \
  && pip install --no-cache-dir --require-hashes --no-deps -r locks/milvus-3.12.txt; fi
COPY xunzhang xunzhang
COPY app.py build_index.py ./
COPY corpus corpus
# The model is unpacked while the image is made, so that nothing has to be written when it runs.
ENV XUNZHANG_CACHE=/app/cache HF_HUB_OFFLINE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 TMPDIR=/tmp
RUN mkdir -p index shards cache/stores && python -c "from xunzhang.encoding.loading import load_encoder; load_encoder()" \
 && chown xunzhang index shards cache/stores && chmod -R a+rX cache
USER xunzhang
VOLUME ["/app/index"]
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/health', timeout=4)"]
ENTRYPOINT ["python", "app.py", "--host", "0.0.0.0"]
CMD ["--no-auth"]
