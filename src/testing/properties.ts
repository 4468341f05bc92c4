/**
 * How property tests run, as tests/conftest.py says it for Python: in CI always the same examples, so that what fails
 * there fails everywhere; elsewhere other ones each time. `PROPERTY_RUNS` asks for more of them.
 */
import * as fc from 'fast-check';

const { CI, PROPERTY_RUNS } = process.env;

fc.configureGlobal({
  ...(CI ? { seed: 1 } : {}),
  numRuns: Number(PROPERTY_RUNS ?? 300)
});
