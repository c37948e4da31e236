package io.tributary.protocol.task;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a form says about a field; lands in the JSON Schema as title, description, {@code unit}, {@code advanced} and
 * {@code x-when}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Field {
    String title() default "";

    /** One line for people. */
    String help();

    /** The unit of a number, empty for none. */
    String unit() default "";

    /** Hidden by the form until asked for. */
    boolean advanced() default false;

    /**
     * When the field matters: a choice beside it and the values that call for it, as {@code scheme=dirichlet,shards}; or
     * those that do not, as {@code scheme!=none}; no value stands for an empty field, as {@code layers=}. Empty for always.
     */
    String when() default "";
}
