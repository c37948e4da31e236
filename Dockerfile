# The server with its embedded worker. Build the jar first: ./mvnw -pl backend -am package -DskipTests
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-21-jre-headless dataset-fashion-mnist curl \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /var/lib/tributary tributary
COPY backend/target/tributary-backend-0.1.0-SNAPSHOT-app.jar /tmp/app.jar
# Unpacked, and with an archive of its classes, it starts in half the time.
RUN java -Djarmode=tools -jar /tmp/app.jar extract --application-filename tributary.jar --destination /opt/tributary \
    && TRIBUTARY_DATA=/tmp/archive java -XX:ArchiveClassesAtExit=/opt/tributary/tributary.jsa \
        -Dspring.context.exit=onRefresh -Dai.djl.offline=true -jar /opt/tributary/tributary.jar \
    && rm -rf /tmp/app.jar /tmp/archive
USER tributary
ENV TRIBUTARY_DATA=/var/lib/tributary OMP_NUM_THREADS=1
VOLUME /var/lib/tributary
EXPOSE 8080
ENTRYPOINT ["java", "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=1", \
            "-Dai.djl.pytorch.num_interop_threads=1", "-XX:SharedArchiveFile=/opt/tributary/tributary.jsa", \
            "-jar", "/opt/tributary/tributary.jar"]
