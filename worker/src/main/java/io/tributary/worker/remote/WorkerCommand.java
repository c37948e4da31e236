package io.tributary.worker.remote;

import io.tributary.protocol.error.TributaryException;
import io.tributary.worker.WorkerSettings;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.DatasetSource;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.site.OwnData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run worker}: reads the options, looks at the data, works until it is stopped. */
@Command(
        name = "run worker",
        description =
                "Trains beside your data for a Tributary server. The data stay here; the server sees names of columns"
                        + " and labels, counts, and updates of the model.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class WorkerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);
    private static final long GIGABYTE = 1L << 30;

    @Option(
            names = "--server",
            required = true,
            split = ",",
            paramLabel = "URL",
            description =
                    "Where the server is, such as https://tributary.example:8443. Of several, the one that leads is found.")
    private List<URI> servers = new ArrayList<>();

    @Option(
            names = "--token",
            defaultValue = "${env:TRIBUTARY_TOKEN}",
            paramLabel = "T",
            description =
                    "This site's token, from \"Connect a site\". Others on this machine can see options; the variable"
                            + " TRIBUTARY_TOKEN or --token-file keep it to yourself.")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds the token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "NAME=PATH",
            description = "Your data: a CSV file, a folder of images, IDX or NPZ files. Several are possible.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Clients trained at the same time; default: one per core.")
    private int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "auto|cpu|gpu",
            description = "What to compute on; default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(
            names = "--state",
            defaultValue = "worker-state",
            paramLabel = "FOLDER",
            description = "Where this worker keeps its identity and its work; default: ${DEFAULT-VALUE}.")
    private Path state = Path.of("worker-state");

    @Option(
            names = "--room",
            defaultValue = "4",
            paramLabel = "GB",
            description = "Disk space for models and updates; default: ${DEFAULT-VALUE}.")
    private double room = 4;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates (PEM) to trust beside the system's, where the server has one of its own.")
    private @Nullable Path authority;

    /**
     * Parses and runs.
     *
     * @return the exit code: 0 after a stop, 2 for options that make no sense, 1 where the worker cannot start
     */
    public static int run(String... arguments) {
        return new CommandLine(new WorkerCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr()
                            .println(e instanceof TributaryException problem ? problem.message() : e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        String secret = secret();
        Servers roots = new Servers(roots());
        DatasetCatalog datasets = new DatasetCatalog(sources());
        if (datasets.info().isEmpty()) {
            throw new IOException("None of the data can be used:\n"
                    + String.join("\n", datasets.problems().values()));
        }
        datasets.info()
                .forEach(info -> LOG.info(
                        "{}: {} examples to train on, {} held out",
                        info.id(),
                        info.trainExamples(),
                        info.testExamples()));
        try (StateFolder folder = new StateFolder(state)) {
            WorkerSettings settings =
                    new WorkerSettings(InetAddress.getLocalHost().getHostName(), slots, device(), folder.instance());
            SiteWorker worker =
                    new SiteWorker(roots, secret, http(), folder, settings, datasets, (long) (room * GIGABYTE));
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "shutdown"));
            worker.run();
        }
        return 0;
    }

    /** A site's own data; a worker that brings none lends its slots to what everyone has. */
    private List<DatasetSource> sources() {
        return data.isEmpty()
                ? List.of(FashionMnist.locate(null, System.getenv()))
                : data.stream().<DatasetSource>map(OwnData::of).toList();
    }

    private String secret() throws IOException {
        String secret = tokenFile != null ? Files.readString(tokenFile).strip() : token;
        if (secret == null || secret.isBlank()) {
            throw new IOException(
                    "A token is needed: --token, --token-file or TRIBUTARY_TOKEN. An administrator of the server makes one"
                            + " under Workers, \"Connect a site\".");
        }
        return secret;
    }

    private List<URI> roots() throws IOException {
        List<URI> roots = new ArrayList<>();
        for (URI server : servers) {
            roots.add(root(server));
        }
        return roots;
    }

    private static URI root(URI server) throws IOException {
        boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        if (!web || server.getHost() == null) {
            throw new IOException("--server must be an address such as https://tributary.example:8443, not " + server);
        }
        return server.resolve("/");
    }

    private String device() {
        return device.equals("gpu") ? "cuda:0" : device;
    }

    private HttpClient http() throws IOException, GeneralSecurityException {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(15));
        if (authority != null) {
            http.sslContext(Trust.with(authority));
        }
        return http.build();
    }
}
