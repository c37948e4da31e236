# The server with its embedded worker. Build the jar first: ./mvnw -pl backend -am package -DskipTests
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-21-jre-headless dataset-fashion-mnist curl \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /var/lib/tributary tributary
COPY backend/target/tributary-backend-0.1.0-SNAPSHOT-app.jar /opt/tributary/server.jar
USER tributary
ENV TRIBUTARY_DATA=/var/lib/tributary OMP_NUM_THREADS=1
VOLUME /var/lib/tributary
EXPOSE 8080
ENTRYPOINT ["java", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1", \
            "-Dai.djl.pytorch.num_interop_threads=1", "-jar", "/opt/tributary/server.jar"]
