package io.tributary.backend.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.orchestrator.selection.Selections;
import io.tributary.protocol.aggregation.Parameter;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What may stand in a task spec. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Registries", description = "What may stand in a task spec")
class SchemaController {
    private final SpecService specs;

    SchemaController(SpecService specs) {
        this.specs = specs;
    }

    @GetMapping("/task-schema")
    @Operation(summary = "The JSON Schema of a task spec, with defaults, bounds, units and help")
    JsonNode schema() {
        return specs.schema();
    }

    @GetMapping("/strategies")
    @Operation(summary = "The aggregation strategies and client selections")
    StrategiesView strategies() {
        return new StrategiesView(
                Strategies.all().stream().map(StrategyView::of).toList(),
                Selections.all().stream()
                        .map(each -> new SelectionView(each.id(), each.description()))
                        .toList());
    }

    record StrategiesView(List<StrategyView> aggregation, List<SelectionView> selection) {}

    record StrategyView(String id, String title, String description, String source, List<ParameterView> parameters) {
        static StrategyView of(Strategy strategy) {
            return new StrategyView(
                    strategy.id(),
                    strategy.about().title(),
                    strategy.about().description(),
                    strategy.about().source(),
                    strategy.parameters().stream().map(ParameterView::of).toList());
        }
    }

    /** @param standard the value where none is given */
    record ParameterView(
            String name,
            String title,
            String help,
            @JsonProperty("default") double standard,
            double minimum,
            double maximum,
            boolean integer) {
        static ParameterView of(Parameter parameter) {
            return new ParameterView(
                    parameter.name(),
                    parameter.title(),
                    parameter.help(),
                    parameter.standard(),
                    parameter.low(),
                    parameter.high(),
                    parameter.whole());
        }
    }

    record SelectionView(String id, String description) {}
}
