/** jest transforms the ES modules among its dependencies with this. */
module.exports = require('@jupyterlab/testutils/lib/babel.config');
