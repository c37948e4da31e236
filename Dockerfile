# The server with its embedded worker. Build the jar first: ./mvnw -pl backend -am package -DskipTests
FROM debian:trixie-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-21-jre-headless dataset-fashion-mnist curl \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /var/lib/tributary tributary
COPY backend/target/app /opt/tributary
# The archive of classes must be of this image's Java.
RUN java @/opt/tributary/java.options -XX:ArchiveClassesAtExit=/opt/tributary/tributary.jsa -jar /opt/tributary/tributary.jar rehearse
USER tributary
ENV TRIBUTARY_DATA=/var/lib/tributary OMP_NUM_THREADS=1
VOLUME /var/lib/tributary
EXPOSE 8080
ENTRYPOINT ["java", "@/opt/tributary/java.options", "-XX:SharedArchiveFile=/opt/tributary/tributary.jsa", \
            "-jar", "/opt/tributary/tributary.jar"]
