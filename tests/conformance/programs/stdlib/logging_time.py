import logging
import sys

logging.basicConfig(stream=sys.stdout, format='%(asctime)s %(levelname)s %(message)s', datefmt='at', level=logging.INFO)
logging.info('said')

