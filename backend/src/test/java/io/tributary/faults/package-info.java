/** What breaks a real server on purpose, from beside it; outside of the packages that the server scans. */
@NullMarked
package io.tributary.faults;

import org.jspecify.annotations.NullMarked;
