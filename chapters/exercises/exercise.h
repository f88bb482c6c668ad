/* exercise.h: what a reader's exercise may use. The checks, which are compiled
 * behind it, have more in checks.h.
 */
#ifndef DOWNHILL_EXERCISE_H
#define DOWNHILL_EXERCISE_H

#include "../../lib/elementary.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#endif
