package io.tributary.intent.vocabulary;

import java.util.Set;

/** Words that look like terms and are none, so that they are not taken for misspelt ones. */
final class CommonWords {
    private static final Set<String> WORDS =
            Set.of(("able about above advice after again along among around batman bound bounds brain "
                            + "branch cable cannon canon cards carry catch cause cement charts choice chosen clause "
                            + "clean clear cleared clearly clever client's clinic clint close closed cloth cloud "
                            + "clouds codes comment comprise comprised comprises comprising costs could dates decide decided device devise dozen drain early "
                            + "eight eighth epoch every fable feeds fever fewer fifth first focal forty found frozen "
                            + "gates group given giving grain ground grounds guards hatch hearts horse hospital's house "
                            + "image images label lasts latch level light likely likes linear liner lines lists "
                            + "local loose lose loses losing loss losses lower lowered makes making manage marry "
                            + "masks match medal metal might model models modern modes modest moment mound mouse "
                            + "nearly needs never newer night ninety nodes noise notes order orders other others "
                            + "parts party passen passt passts patch patient patients patienten pedal place places plane planes ports posts pound pounds power "
                            + "rates really rests revise right seeds sends serve served server servers service seven "
                            + "shape shapes share shared shares shops should sight sixth sonic spare spares sorry sound sounds "
                            + "speech speed spend spent stage stages stand standards standing state states steps "
                            + "stops table takes taking tasks tests texts thank their there these thing think those "
                            + "tonic topic topics total totally totals tower trace traces trails train trainee "
                            + "trainer trains trial tries under usage using valid value valued values vocal voice "
                            + "votes watch where which while whose words worked worker workers working works world "
                            + "worry would wound yards yearly logistics logistik tires tirees turno turnos linea lineas stunde stunden optimised optimized volontiers volontaire recorre recorrer borne bornes werte werten hatten hatte kassen kasse flotte sorteo resorts")
                    .split(" "));

    private CommonWords() {}

    /** Whether a word is one of these, or a whole word that the encoder knows: "resorts" is no misspelt "reports". */
    static boolean contains(String folded) {
        return WORDS.contains(folded) || EnglishWords.contains(folded);
    }
}
