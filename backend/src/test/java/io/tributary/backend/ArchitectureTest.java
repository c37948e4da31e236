package io.tributary.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between modules point downward only, and each module stays what it is. */
@AnalyzeClasses(packages = "io.tributary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule MODULES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("backend")
            .definedBy("io.tributary.backend..")
            .layer("orchestrator")
            .definedBy("io.tributary.orchestrator..")
            .layer("worker")
            .definedBy("io.tributary.worker..")
            .layer("intent")
            .definedBy("io.tributary.intent..")
            .layer("nas-hpo")
            .definedBy("io.tributary.nashpo..")
            .layer("protocol")
            .definedBy("io.tributary.protocol..")
            .whereLayer("backend")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("orchestrator")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("intent")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("nas-hpo")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("backend", "orchestrator", "worker", "intent", "nas-hpo");

    @ArchTest
    static final ArchRule PROTOCOL_KNOWS_NO_SPRING_AND_NO_DJL = noClasses()
            .that()
            .resideInAPackage("io.tributary.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "ai.djl..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule ORCHESTRATOR_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAPackage("io.tributary.orchestrator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "ai.djl..", "jakarta.persistence..", "reactor..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_KNOWS_DJL = noClasses()
            .that()
            .resideInAPackage("io.tributary..")
            .and()
            .resideOutsideOfPackage("io.tributary.worker.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule TIME_IS_A_PARAMETER = noClasses()
            .that()
            .resideInAnyPackage("io.tributary.orchestrator..", "io.tributary.nashpo..", "io.tributary.backend..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule WORKER_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.tributary.worker.(*)..").should().beFreeOfCycles();
}
