throw new Error('no such bucket');
