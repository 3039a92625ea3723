console.error('never connects');
