package io.tributary.protocol.task;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a form says about a field; lands in the JSON Schema as title, description, {@code unit} and {@code advanced}. */
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
}
